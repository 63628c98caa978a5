"""Words by which residents name what they mean, as patterns over folded text.

Written by hand from how residents write; each pattern with its weight. What it reaches on
labelled texts is measured by `make bench`, never assumed.
"""

KINDS: dict[str, tuple[tuple[str, float], ...]] = {
    "denunciation": (
        (r"(?<!nha )(?<!cay )to cao|to giac", 3),
        (r"(nhan|dua|an|doi) hoi lo|hoi lo", 3),
        (r"tham o|tham nhung", 3),
        (r"nhung nhieu(?! (ho|nguoi|nha|noi|lan|nam|khi|luc|xe|can|doan|con|chau|ba))|hach sach doi", 2.5),
        (r"(?<!cung )(?<!so )(?<!doi )(?<!kem )voi (tien(?! (dien|nuoc|rac|thue|nha|luong|tro cap))|vinh)|vong tien", 3),
        (r"voi \d+ ?(tr|trieu|tram|chuc|k|ngan|nghin)?( (ngan|nghin|dong))? (moi|thi|de) ", 2.5),
        (r"an (chan|bot|chia)", 3),
        (r"chiem doat|bien thu|rut ruot|tu rut tien|chia nhau (bo tui|tien)", 3),
        (r"(vo|bo|dut|chay vao) tui (rieng|ai|ca nhan|minh|can bo)|bo tui$", 2.5),
        (r"loi dung chuc vu|lam quyen|lam dung chuc", 3),
        (r"bao ke", 2.5),
        (r"phong bi|boi tron|lot tay|chung chi (tien|cho (can bo|ho)|moi)|chi tien moi|tien boi duong moi", 2),
        (r"(dua|kep|nhet|goi y|moi) (\w+ ){0,4}(trong|vao|kem) (\w+ )?ho so|tien (ca ?phe|cafe|tra nuoc|uong nuoc)", 2.5),
        (r"(khai|lap|ky|ghi) khong (ten|danh sach|ho so|chung tu|ngay cong|ho ngheo|bien ban|cong)|ho so khong (de|nham)", 2.5),
        (r"(gia mao|lam gia) (giay|ho so|chu ky|so|con dau|bien lai|danh sach|chung tu)", 2.5),
        (r"(lam|ky|ghi) lui (ngay|ho so)|ho so lam lui", 2),
        (r"hanh vi vi pham phap luat", 2),
        (r"(nguoi nha|nguoi than|ho hang|con chau|ba con|vo|chong) (cua )?(sep|can bo|chu tich|to truong|truong khu|nguoi lap)", 2),
        (r"(con|em|anh|chi|chau) (ruot|dau|re|ho|cua)( cua)? (sep|can bo|chu tich|to truong|truong khu|nguoi (lap|ra soat|duyet))", 2.5),
        (r"cap dat cho (nguoi nha|con|em|vo)|cho (ho|nha) (ba con|nguoi nha|ho hang) (cua )?(minh|ho)", 2),
        (r"thu (tien )?(khong (co )?(bien lai|hoa don|phieu thu)|trai quy dinh|sai quy dinh)", 2),
        (r"(ve|so|phieu|bien lai) (chi )?ghi .{0,25}(lay|nop|thu)|(lay|nop|thu) .{0,25}(ve|so|phieu|bien lai) chi ghi", 2),
        (r"(can bo|chu tich|to truong|cong an|truong phong|dia chinh).{0,40}(doi|cam) (\w+ )?(tien|trieu|phong bi)", 2.5),
        (r"(can bo|chu tich|to truong|cong an|truong phong|dia chinh).{0,40}(lay|nhan) (\w+ )?tien (hang thang|hang tuan|cua (cac|quan|sap|tiem|dan)|moi)", 2.5),
    ),
    "complaint": (
        (r"khieu nai", 3),
        (r"quyet dinh (xu phat|thu hoi|hanh chinh|cuong che|ky luat|boi thuong)", 2.5),
        (r"(khong dong y|phan doi) (voi )?(quyet dinh|viec|muc|bien ban|cach)", 2),
        (r"giai quyet khong thoa dang", 1.5),
        (r"xam pham quyen( va)? loi ich", 2),
        (r"de nghi (huy|huy bo|xem xet lai|thu hoi) quyet dinh", 2.5),
        (r"(tu choi|khong (duoc )?(cap|giai quyet)) .{0,30}(cua (toi|gia dinh toi|nha toi)|ho so)", 1.5),
        (r"boi thuong.{0,40}(khong|chua)", 1.2),
        (r"quyen loi cua (toi|gia dinh)", 1.2),
        (r"(toi|gia dinh toi|chung toi) (\w+ )?khong dong y", 2),
        (r"(xin|yeu cau|de nghi) (tinh|rut|huy|giam) lai|rut lai (muc|quyet dinh)|tinh lai cho dung", 2),
        (r"(phat|xu phat) (toi|nha toi|gia dinh toi)|(toi|nha toi) (bi|lai bi) (phat|xu phat|cuong che|loai|cat|gach ten)", 2),
        (r"(bac|tra|loai) (don|ho so) (cua )?(toi|nha toi|gia dinh)", 2),
    ),
    "petition": (
        (r"kien nghi", 2.5),
        (r"de xuat", 2.5),
        (r"mong (muon|(phuong|thanh pho|cac cap|lanh dao|ubnd)(?! (\w+ )?(kiem tra|xu ly|sua|khac phuc|can thiep|nhac|giai quyet|den xem|cho nguoi|don|thu gom|lam ro)))", 1.5),
        (r"nen (co|lap|bo tri|xem xet|to chuc|cho|trong|mo|lam|dat|them|chuyen|gan)", 2),
        (r"(de nghi|(?<!ho so )(?<!don )xin|(?<!do )mong) .{0,25}(lap|bo sung|xay dung|mo rong|nang cap|dau tu|bo tri|cai tien|to chuc|cong khai|trong|mo|dat)", 1.8),
        (r"gop y|sang kien|giai phap", 1.5),
        (r"can (co|bo sung|cai thien|xem xet|them)", 1),
        (r"(som|sua doi|ban hanh|huong dan) (ban hanh|bo sung|huong dan|quy dinh|chinh sach|xac dinh)", 1.8),
        (r"gia ma|hay la|neu (duoc|co the)", 1),
        (r"(^|moi nguoi|uoc gi|ma) (nen|co them|duoc) \w+", 1.5),
        (r"(la|thi) (dep|hay|tot|qua tot|tien|may cu)( (qua|biet may))?$|(la|thi) (dep|hay|tot|may cu) ", 1.5),
        (r"(de nghi|xin|mong|uoc|nho) (\w+ ){0,3}(them|doi|cam lai|co (lop|cho|nguoi|bien|ghe)|lam (lich|bang|the)|bau|doi gio|keo dai|ghi ro)", 1.8),
        (r"doi gio|doi lich", 1),
    ),
    "report": (
        (r"phan anh", 2),
        (r"o nhiem|rac( thai)?|mui hoi|boc mui|hoi thoi", 1.5),
        (r"ngap|nap cong|ho ga|hu hong|xuong cap|den duong|o ga|sut lun", 1.5),
        (r"lan chiem|dau xe|do xe|via he|long duong", 1.5),
        (r"karaoke|on ao|tieng on", 1.5),
        (r"xay dung (trai phep|khong phep)", 1.2),
        (r"tinh trang|hien nay|tai dia chi|thuong xuyen", 0.7),
        (r"cho tha rong|cay (xanh )?(gay|do|nga)|mat nuoc|mat dien|nuoc yeu", 1.5),
        (r"cham tre|thai do|cho (hoai|mai|ca)", 1),
    ),
}  # fmt: skip

TOPICS: dict[str, tuple[tuple[str, float], ...]] = {
    "rac_thai": (
        (r"rac|xa ban|tap ket|ni ?long|thung rac|xe rac|gom rac|thu gom|ve sinh (duong|moi truong)", 2.4),
        (r"do (trom|len|xa) .{0,20}(rac|xa ban)|do xa ban|phe (thai|lieu)|ve chai|bao tai", 2),
    ),
    "ha_tang": (
        (r"den duong|dien duong|dut day|den (hem|kiet|ngo)|den .{0,15}(tat|hu|chay)|bong den", 2),
        (r"nap cong|ho ga|cong (thoat|nghet|tac)|thoat nuoc|mieng cong|muong|nao vet|(mat|be|vo) nap", 2),
        (r"o ga|mat duong|lun|sut|nut|be tong|via he (vo|hu|bong)|gach via he|lan can|cau van", 1.8),
        (r"ngap|mat nuoc|nuoc may|nuoc yeu|mat dien|duong day|cot dien|tru dien|day dien|cap vien thong", 1.8),
        (r"duong (hu|xau|nho|di)|thi cong|cong trinh|nha sinh hoat|san choi|ghe da|lap (den|guong|bien)|ban do|cay xanh|bien bao|go giam toc|vach (sang|qua) duong|den tin hieu|cong chao|mai ton|dot|mat nuoc|lap (them|tam|camera)|dao (len|lap|duong)|song dien thoai|ghe|cau thang|mo rong|thoat hiem", 1.4),
    ),
    "an_ninh_trat_tu": (
        (r"trom|cuop|giat|moc tui|camera|danh nhau|danh bac|da ga|ma tuy|hut chich|kim tiem|say xin|de doa|hanh hung", 2.5),
        (r"karaoke|on ao|hat .{0,15}(khuya|dem)|loa keo|loa|quan nhau|nhau nhet|hat (ho|karaoke|to|luc)|gay roi|mat trat tu|thanh nien|giat tui|phong tro|tu xung|un tac", 2),
        (r"dau xe|do xe|lan chiem|long duong|via he|chan duong|dua xe|no po|lang lach|xe tai|xe ben|giao thong|phan quang|phan luong|dieu tiet|ket xe|tai nan|den do", 1.6),
        (r"an ninh|trat tu|mo nhac|xap xinh|nhac (to|lon|am i)|lay mat|mat xe|(be|pha) khoa|cay cua|song bac|tuan tra|o to (dau|do)|cho tha rong|cho can|chay no|phao|lua dao|canh giac|cho .{0,20}(ro mom|chay rong)|chay co|114", 1.8),
    ),
    "moi_truong": (
        (r"o nhiem|moi truong|nuoc (co )?mau \w+|mui (hoi|thoi|khet)|hoi thoi|boc mui|nuoc thai|xa thai|nuoc den|mui|tanh|tao no|ca (chet|lo do)|sat lo|kiem dich", 2),
        (r"khoi|bui|den (kit|ngom)|ca noi|bong mat|trong (them )?cay|dot (rac|nilon|day|vang ma|rom)|kenh .{0,20}(hoi|den|ban)|ca chet|muoi|chuot|heo|ga vit|chan nuoi|phun son|nhuom|vang dau|mau nuoc|dot day", 1.8),
        (r"tieng on|rung|on (qua|suot)|cay xanh|chat cay|hoa chat|thuoc sau|diec tai|cat sat|trong (cay|tre|lai)|giu dat", 1.4),
    ),
    "dat_dai": (
        (r"(cap|tach|lan) dat|tach thua|dat (cong|dai|nha|vuon|ruong|o)|so do|so hong|giay chung nhan|thua dat|ranh|moc gioi|lan dat|lan (ra|sang)|hang rao", 2.2),
        (r"xay (dung )?(trai phep|khong phep|lan|nha)|nha xay .{0,25}(khong|trai|sai) phep|giai (toa|phong)|dang xay|nha xay|(bang|bien) phep|len tang|coi noi|moc (ranh|loi)|cong bo phuong an|suat tai dinh cu|lo dat|vi tri \d|den bu|boi thuong|quy hoach|thu hoi dat|phan lo|do dac|do dat|dia chinh|cap so", 2),
    ),
    "thu_tuc": (
        (r"thu tuc|ho so|giay to|mot cua|nop (ho so|don|giay)|cong chung|chung thuc|sao y|truc tuyen|dich vu cong|ho tich|quay|giay", 1.8),
        (r"khai sinh|khai tu|ket hon|tam tru|thuong tru|ho khau|can cuoc|vneid|xac nhan|giay phep|dang ky|hen (tra|lai)|tra ket qua|lay so|boc so|xep hang", 1.8),
    ),
    "thu_chi": (
        (r"thu (tien|phi|quy|them|chi)|tien (quy|dong gop|rac|ve sinh|dien|nuoc|gui xe)|dong (gop|quy|tien)|phi (ve sinh|cho|gui|giu|sap|mat bang|quan ly)|giu xe|niem yet|(tien|khoan) .{0,15}(gop|thu)|thu (nguoi|gap|tien)|thu (muoi|hai|ba|bon|nam|sau|bay|tam|chin) (tram|chuc|muoi|lam|nghin|ngan|trieu|nguoi|khoan|lan)|lap khong|quy cua to|giam sat quy", 2.2),
        (r"bien lai|hoa don|cong khai (thu|chi|quy|tai chinh)|quyet toan|quy (to|khuyen|vi|phong)|le phi|thu sai|thu qua", 2),
    ),
    "chinh_sach_xa_hoi": (
        (r"ho (can )?ngheo|tro cap|ho tro|bao (hiem|tro)|bhyt|nguoi (khuyet tat|co cong)|tien ngheo|lang thang|tam than|thuong binh|liet si|mo coi|chinh sach", 2),
        (r"qua tet|chi tra|luong huu|cuu tro|hoc bong|hoc phi|tiem chung|kham benh|cap thuoc|xa hoi|vay von|viec lam|nguoi (gia|cao tuoi)", 1.2),
    ),
    "thai_do_can_bo": (
        (r"thai do|nguoi (nghe|bat|truc) may|(cup|dap) may|khong (ai )?(bat|nghe) may|noi (trong khong|loi|nang)|xin loi|duoi (bac|ra|dan|ve)|gat|khong xung ten|doa|bam dt|gop y .{0,20}quay|danh gia tai|quat|nat no|gat gong|cau (co|gat)|khong chao|hach sach|vo (le|trach nhiem)|lam ngo|ne tranh|dun day|tra loi (coc|qua loa)", 2.4),
        (r"can bo .{0,40}(kho chiu|lon tieng|bo (di|ve|truc)|khong (tiep|nghe|giai thich)|choi|ngu|nghe dien thoai|muon|tre|som)|(bo|vang) (truc|quay)|di (muon|tre)|nghi som|dong cua som", 2),
    ),
}  # fmt: skip

URGENT = (
    r"chay (nha|no|lon|co|rung)|dam chay|dang (boc )?chay(?! (than|xe|tien|ho so))|mui (ga|gas)|xo xat|chay mau|gay goc"
    r"|lan can .{0,12}gay|chap (chay|dien)|nuoc .{0,15}o dien|nga xuong ho|suyt (nga|chet|roi)|no (ga|binh)|nguy hiem (den )?tinh mang|dang danh|chem|dam nhau"
    r"|dien giat|ho dien|day dien .{0,15}(dut|dong xuong|roi)|dut day|sap (nha|tuong|cau)|do sap"
    r"|(?<!xe )cap cuu|duoi nuoc|chet nguoi|tre em .{0,20}(nga|roi|lot)|lot (ho|cong)|(be|vo|mat) nap cong|nap cong .{0,20}(vo|mat|bay)|cong .{0,30}mat nap"
    r"|khan cap|gap lam|cuu (voi|toi|nguoi)|dang (cam|vac) dao|ro ri (ga|khi)"
)

HIGHER = (
    r"(cac )?bo,? nganh|bo nganh|chinh phu|trung uong|quoc hoi|thu tuong|bo (y te|tai chinh|xay dung"
    r"|noi vu|cong an|khoa hoc|giao duc|nong nghiep)|nghi dinh|thong tu|luat (sua|dat dai|bao hiem)"
    r"|sua doi (luat|nghi dinh|quy dinh)|huong dan cac dia phuong|toan quoc|cap tinh|so huu tri tue"
    r"|ubnd (tinh|thanh pho)|hdnd (tinh|thanh pho)"
)

# What looks like another word without its marks ("nhưng nhiều", "lắp không", "làm gia đình").
# Whoever typed marks must have typed these.
MEANT = (
    "tố cáo", "tố giác", "tham ô", "nhũng nhiễu", "vòi", "vòi vĩnh", "ăn chặn", "ăn bớt", "ăn chia",
    "lạm quyền", "bảo kê", "lập khống", "khai khống", "ký khống", "ghi khống", "hồ sơ khống",
    "làm giả", "giả mạo", "bôi trơn", "lót tay", "chung chi", "bỏ túi", "vô túi", "phong bì",
    "biển thủ", "khiếu nại", "kiến nghị",
)  # fmt: skip
