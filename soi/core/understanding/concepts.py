"""Words that say the same, under one name: what a model learns of one it knows of all.

Folded phrases. Written from how people speak, not from any labelled text.
"""

CONCEPTS: dict[str, str] = {
    "official": (
        "can bo|chu tich|pho chu tich|to truong|to pho|truong khu|truong thon|dia chinh"
        "|cong an|canh sat|dan phong|ke toan|thu quy|truong phong|pho phong|sep|lanh dao"
        "|bi thu|truong ban|pho ban|ban quan ly|ho tich|thanh tra|doi truong|doi trat tu"
        "|trat tu do thi|nhan vien|mot cua|quay|hieu truong|hieu pho|cong chuc|vien chuc"
        "|tram truong|cap tren|uy ban|giam sat|ban giam sat|quan ly cho|bao ve dan pho"
        "|dong chi|khu pho truong|to dan pho|truong tram|ban dieu hanh|quan trang"
        "|kiem tra vien|doi kiem tra|doan kiem tra|nguoi thu|anh thu|co thu|chi thu|ong thu"
        "|ba thu|anh truc|co truc|chu tri|xa doi|phuong doi|quan su|hoi truong|chi hoi truong"
        "|chu nhiem|giam doc|pho giam doc|truong bo phan|bo phan"
    ),
    "self": (
        "toi|em|minh|chung toi|gia dinh toi|nha toi|nha em|nha minh|con toi|me toi|bo toi|cha toi"
    ),
    "kin": (
        "em vo|em ruot|anh ruot|chi ruot|con ruot|chau ruot|con trai|con gai|con re|con dau"
        "|chau ho|ho hang|ba con ruot|nguoi nha|nguoi than|nguoi quen|sui gia|thong gia"
        "|anh em ho|vo ong|chong ba|vo anh|chong chi|dung ten|bo vo|me vo|em re|chau goi"
        "|ban than|tai xe|dan em|than quen|cho quen|san sau|cong ty nha|em chong|anh vo"
        "|anh re|chi dau"
    ),
    "money": ("tien|trieu|nghin|ngan|tram|dong|chuc|ty|chai|lit|xi|to xanh|to do|cu"),
    "gift": (
        "phong bi|bao tho|bi thu|ca phe|tra nuoc|uong nuoc|tra thuoc|thung ruou|chai ruou"
        "|cay thuoc|the qua|lang xi|chung chi|li xi|biet dieu|tinh cam|boi duong|cam on|cung"
        "|qua cap|bao li xi|chut long|chi phi|lam luat|phi ngoai|tien ngoai|bao thu|gio qua"
        "|gio trai cay|thung bia|hoa hong|lai qua|phan tram|cat phe|lo lot|bo loi|nem tien"
        "|dut lot|dut tien|nhet tien|qua tet"
    ),
    "demand": (
        "doi|voi|voi vinh|goi y|goi y nho|nhac kheo|ra gia|bat dua|bat nop|doi them|bao dua"
        "|keu dua|xin deu|hang thang dua|nop rieng|dua rieng|chuyen rieng|chuyen khoan rieng"
        "|dua tan tay|tai khoan rieng|tai khoan ca nhan|tai khoan cua|moi xong|moi ky"
        "|moi duyet|moi cho|moi chiu|moi lam|thi nhanh|cho nhanh|cho le|lam le|muon nhanh"
        "|di cua sau|duong tat|lo giup|lo cho|lo het|chay cho|mua suat|ban suat|gia suat"
    ),
    "books": (
        "so sach|chung tu|hoa don|quyet toan|bao cao|danh sach|chu ky|ky nhan|bien lai"
        "|phieu chi|phieu thu|hop dong|du toan|so thu|so chi|trong so|tren so|tren giay"
        "|giay ghi|so ghi|ho so ghi|bang ke|bang cham cong|cham cong|nghiem thu"
        "|bien ban nghiem thu|khoi luong|thanh ly|dau thau|bao gia|hoa don khong|bang luong"
        "|ky thay|diem chi"
    ),
    "falsify": (
        "khong co that|ghi khong|lap khong|khai khong|ky khong|gia mao|lam gia|chu ky gia"
        "|sua so|sua diem|sua ngay|lui ngay|tay xoa|doi so|doi ten|chen ten|them ten|ten ma"
        "|nguoi chet|nguoi da mat|da mat|khong he ky|khong ky ma|ky ho|hai cuon so|hai so"
        "|hai bo so|khong dung|khong khop|chenh|chenh lech|doi gia|nang gia|thoi gia"
        "|thoi phong|doi len|ghi len|ghi du|ghi thanh|ghi la|ke khong|ma thuc te|ma thuc ra"
        "|thuc nhan|thuc te chi|chi thay|chi co|thieu mat"
    ),
    "steal": (
        "an chan|an bot|an chia|an tien|rut ruot|cat xen|bo tui|vo tui|dut tui|chia nhau"
        "|chia chac|bien thu|tham o|chiem doat|lay cua|lay mat|cho ve nha|dem ve nha|ban di"
        "|ban rieng|ban lai|bien mat|khong thay dau|di dau|ve dau|cam tien|om tien|giu lai"
        "|giu tien|xai rieng|lay lam cua|cho muon|cho thue|lay xe cong|xe cong|viec rieng"
        "|viec nha|nha rieng|nuot|an het|an day"
    ),
    "cover": (
        "bao ke|bao truoc|nhan truoc|bao tin|mat bao|lam ngo|nham mat|cho qua|bo qua"
        "|chong lung|che chan|bao che|co nguoi do|co o|quen biet|khong ai dam|chua bao gio bi"
        "|khong bi phat|ai cung biet|chi dinh|thau quen|trung thau|uu ai|thien vi|duoc loc"
        "|tha ra|tha ve|tra xe|khong lap bien ban|xe bien ban|doa|tru dap|gay kho|lam kho|ep"
        "|bat ky|bat lam"
    ),
    "evidence": (
        "con giu|co giu|ghi am|quay lai|quay phim|quay duoc|chup lai|chup duoc|co hinh|co anh"
        "|co bang|bang chung|lam chung|nhan chung|co clip|co video|tan mat|tan tai|chinh mat"
        "|tinh co thay|tin nhan|man hinh|sao ke|ban chup|ban photo|ban sao|so tay|ghi chep"
        "|dem lai|cong lai|toi dem|em dem|toi tung lam|em tung lam|toi lam o|em lam o"
        "|tung lam|luc con lam"
    ),
    "accuse": (
        "to cao|to giac|hoi lo|nhan hoi lo|dua hoi lo|tham o|tham nhung|lam quyen"
        "|loi dung chuc vu|nhung nhieu|an chan|an bot|vu loi|tu loi|cua quyen|lot tay"
        "|boi tron|bao ke|lap khong|khai khong"
    ),
    "secrecy": (
        "giau ten|dung neu ten|khong neu ten|dung ghi ten|xin giau|dung lo|giu kin|bi mat"
        "|so bi|khong dam|tra thu|tru dap|an danh|dung de lo|dung cho ai biet|dung noi"
        "|dung goi|so mat viec|moi dam noi|moi dam ke|dam noi|dung tiet lo|khong dam ky"
        "|khong ghi ten|xin khong"
    ),
    "contest": (
        "khong phuc|khong dong y|khong chiu|khong chap nhan|khong nhan|khong ky|phan doi|huy"
        "|xoa|rut lai|xem lai|xet lai|oan|vo ly|bat cong|do lai|tinh lai|tra lai|khieu nai"
        "|phat lon|phat nham|phat oan|nham nguoi|go|khoi phuc|boi hoan|den bu lai|giai thich"
        "|can cu nao|dua vao dau|sao lai|tai sao|chi minh toi|moi minh toi|moi nha toi"
        "|khong thoa dang|khong dung|sai roi|ghi sai|khong phai toi|khong phai loi"
        "|loi khong phai|khong no|khong vi pham|khong sai|khong dong|khong nop"
        "|van ban tra loi|tra loi bang van ban|doi lai|doi quyen|yeu cau huy|khong thao"
        "|khong do"
    ),
    "decision": (
        "quyet dinh|bien ban|thong bao|giay phat|bi phat|phat|tich thu|tam giu|thu giu"
        "|giam xe|cuong che|tu choi|bac don|bi bac|tra ho so|tra don|tra lai ho so|bi cat"
        "|cat tro cap|cat che do|gach ten|truy thu|buoc|dinh chi|thu hoi|ap gia|ap muc"
        "|xep loai|loai khoi|loai ra|dua ra khoi|khong duoc cong nhan|khong cap|khong duyet"
        "|khong xet|khong cho|bi xu|ky luat|khai tru|thao do|niem phong|boi thuong|kiem ke"
        "|ket luan|van ban|lenh|giay bao|khong xac nhan|khong cong nhan"
    ),
    "ask": (
        "de nghi|xin|cho hoi|nen|mong|de xuat|kien nghi|gop y|giup|hay la|uoc gi|uoc|gia ma"
        "|can co|can them|them|lap|lam them|mo them|to chuc|cho phep|duoc khong|khong a|o dau"
        "|can gi|thu tuc gi|lam sao|nhu the nao|bao gio|khi nao|chung nao|ai quan|hoi ai"
        "|cho xin|xin hoi|neu duoc|thu|sao khong|hay|phai chi|cho nen|ung ho|xin phep|dung"
        "|bot|doi gio|doi lich|keo dai|bo tri|dat them|gan them|trong them|day|huong dan"
        "|cong khai|dan bang|thi tot|thi hay|la duoc|la xong|khoi phai"
    ),
    "danger": (
        "chay|boc chay|khoi|no|ro ri|xi gas|mui gas|binh gas|ro gas|ho dien|day dien"
        "|dien giat|giat te|chap dien|tia lua|xet lua|sap|do sap|nghieng|nut toac|sat lo|sut"
        "|dut|ket|mac ket|bi de|vui|chon|cuon troi|nuoc cuon|duoi|chim|lat|mau|chay mau"
        "|bat tinh|ngat|xiu|co giat|ngo doc|non|kho tho|ngat tho|hoa chat|axit|thuoc sau|dao"
        "|rua|ma tau|sung|kiem|gay|chem|dam|danh|dap|bop co|nhot|troi|trong chan|bao hanh"
        "|keu cuu|cuu|cap cuu|mat tich|lac|di lac|chua ve|tu tu|nhay lau|nhay cau|dinh nhay"
        "|tu van|uong thuoc|can nguoi|ran|cho dien|bi thuong|gay tay|gay chan|sap chet"
        "|nguy kich|nguy hiem|khong tho|lu|lut|ngap toi|dang len|leo len mai|mo hong"
    ),
    "now": (
        "dang|ngay|ngay bay gio|bay gio|gio nay|luc nay|nay gio|vua|vua moi|moi day|gap|khan"
        "|khan cap|lien|nhanh|mau|cuu voi|toi ngay|xuong ngay|dem nay|toi nay|hien dang"
        "|van con|con dang|ai gan|ai dang|goi 113|goi 114|115"
    ),
    "past": (
        "nam ngoai|nam truoc|thang truoc|tuan truoc|hom truoc|lan truoc|hoi truoc|lau nay"
        "|may nam|da lau|suyt"
    ),
    "turn": (
        "ngoai ra|nhan tien|luon tien|tien the|san|san tien|voi lai|them nua|con viec"
        "|con chuyen|con ve|mot viec nua|chuyen nua|viec nua|viec khac|chuyen khac|thu nhat"
        "|thu hai|thu ba|mot la|hai la|hai viec|ba viec|hai chuyen|may viec|hai y|ca"
        "|dong thoi|mat khac|ben canh do|nhan day|nhan day|hai vu|rieng|tien day|roi con|a ma"
        "|con nua"
    ),
    "praise": (
        "cam on|khen|de thuong|nhiet tinh|tot lam|hai long|tu te|biet on|gui loi cam on"
        "|tuyen duong|tra lai lien"
    ),
    "rude": (
        "quat|nat|mang|chui|gat|hat ham|lien|xua|duoi|vo le|xac|lon tieng|mia|cuoi|che"
        "|trong khong|khong them|khong thua|lo di|ngo lo|bam dien thoai|luot dien thoai|ne"
        "|day|nem|quang|dap ban|got|thai do|coi thuong|khinh|nhan nho|cau|hach|noi nang"
        "|loi le|noi cot|lam lung|choi|goi la|nguyt|chi tay"
    ),
    "waste": (
        "rac|thung rac|xe rac|gom rac|bai rac|bai tap ket|xa ban|phe thai|bao tai|nem|bim"
        "|ve chai|do trom|ruoi|doi|nuoc ri|quet|hot rac|tui nilon|pin cu|phan loai|do rac"
        "|vut rac|lay rac|thu gom"
    ),
    "works": (
        "den duong|bong den|cot den|tru dien|cot dien|day dien|cap|duong|mat duong|o ga"
        "|via he|cong|nap cong|ho ga|muong|cau|lan can|nuoc may|voi nuoc|ong nuoc|cup dien"
        "|mat dien|mat nuoc|ngap|bac thang|ghe da|san choi|xich du|cong vien|bien bao"
        "|guong cau|gach|be tong|nha ve sinh|be|ke|thang may|camera|loa|mai che"
    ),
    "order": (
        "trom|cuop|giat|moc tui|danh nhau|dua xe|no po|danh bac|da ga|so de|ma tuy|hut chich"
        "|kim tiem|say|nhau|karaoke|loa keo|hat ho|on ao|dau xe|do xe|lan chiem|long le"
        "|via he|ket xe|giao thong|xe tai|chay nguoc|lua dao|cho vay|tin dung den"
        "|binh chua chay|chua chay|thoat hiem|trat tu|gay roi|de doa|bao luc|tong tien"
        "|choi bai|ca do"
    ),
    "nature": (
        "mui|hoi|thoi|khet|khoi|bui|o nhiem|nuoc thai|xa thai|nuoc den|kenh|ho|song|bien"
        "|ca chet|dau nhot|hoa chat|tieng on|on|may cua|xuong|lo|lo dot|dot|chan nuoi|heo|lon"
        "|ga|cho|meo|chim|chuot|muoi|cay|canh cay|cay xanh|chat cay|tham co|rung|yen"
    ),
    "land": (
        "dat|so do|so hong|thua|ranh|lan|moc|do dac|dia chinh|tach thua|chuyen muc dich"
        "|quy hoach|giai toa|den bu|tai dinh cu|nen|boc tham|xay|coi noi|giay phep xay|mong"
        "|nut tuong|thao do|hang rao|tuong|loi di|lo gioi|cho thue dat|lan bien|san lap"
    ),
    "papers": (
        "ho so|giay|giay to|thu tuc|to khai|quay|mot cua|so thu tu|lay so|hen|tra ket qua"
        "|cong chung|chung thuc|sao y|khai sinh|khai tu|ket hon|tam tru|thuong tru|ho khau"
        "|can cuoc|xac nhan|truc tuyen|online|web|ung dung|app|dang nhap|ma ho so|mau don"
        "|photo|dang ky|giay phep|cap lai|doi ten|nop ho so|bien nhan"
    ),
    "fees": (
        "thu tien|thu phi|phi|le phi|dong gop|quy|tien quy|bien lai|hoa don|phieu thu"
        "|bang gia|ve|gui xe|giu xe|thu quy|cong khai|thu chi|ung ho|van dong|tien rac"
        "|tien nuoc|tien dien|gop|khoan thu|phu thu|quyet toan|tien cho|mat bang|tru luong"
    ),
    "welfare": (
        "ho ngheo|can ngheo|tro cap|che do|chinh sach|nguoi gia|cao tuoi|khuyet tat|tan tat"
        "|liet|thuong binh|liet si|co cong|bao hiem|the bao hiem|y te|tram y te|tiem|thuoc"
        "|kham|mo coi|don than|hoc bong|truong|hoc|lop|tre em|hoc phi|mam non|qua tet|cuu tro"
        "|gao|luong huu|that nghiep|viec lam|vay von|nha tinh thuong|nuoi|benh|sinh vien"
        "|xe lan|phu cap"
    ),
}
